import { describe, expect, it } from "vitest";
import { sampleLayer } from "../samples.ts";
import {
  coordinatesText,
  embedAddress,
  embedCode,
  reportAddress,
  routeAddress,
  sharedAddress,
} from "./share.ts";

const PAGE = "https://karte.example/?ebenen=schulen,wlan&objekt=schulen:a#map=15/48.69/9.14";
const HERE = [9.14321, 48.69656] as const;

it("embeds the same view", () => {
  expect(embedAddress(PAGE)).toBe(
    "https://karte.example/?ebenen=schulen,wlan&objekt=schulen:a&einbetten=1#map=15/48.69/9.14",
  );
  expect(embedCode("https://karte.example/", 'A & "B"')).toBe(
    '<iframe src="https://karte.example/?einbetten=1" title="A &#38; &#34;B&#34;" width="600" height="450" loading="lazy" allow="geolocation"></iframe>',
  );
});

it("writes coordinates with the latitude first", () => {
  expect(coordinatesText(HERE)).toBe("48.69656, 9.14321");
});

describe("the way there", () => {
  it.each([
    ["Mozilla/5.0 (Linux; Android 14; Pixel 7)", 5, "geo:48.69656,9.14321?q=48.69656,9.14321(Schule%20A)"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)", 5, "https://maps.apple.com/?daddr=48.69656,9.14321"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X)", 5, "https://maps.apple.com/?daddr=48.69656,9.14321"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X)", 0, null],
    ["Mozilla/5.0 (X11; Linux x86_64)", 0, null],
  ])("of %s with %i touch points is %j", (userAgent, maxTouchPoints, address) => {
    expect(routeAddress(HERE, "Schule A", { userAgent, maxTouchPoints })).toBe(address);
  });
});

describe("telling of a mistake", () => {
  const contact = { office: { de: "Amt", en: null }, email: "geo@stadt.example", phone: null, url: null };
  const write = (email: string | null): string | null =>
    reportAddress([{ ...contact, email }, contact], sampleLayer(), "Schule & Co", PAGE, "de");

  it("goes to those who keep the layer, else to the town", () => {
    expect(write("schulamt@stadt.example")).toMatch(
      /^mailto:schulamt@stadt\.example\?subject=Schulen%3A%20Schule%20%26%20Co&body=https/,
    );
    expect(write(null)).toMatch(/^mailto:geo@stadt\.example\?/);
    expect(write("x@y?bcc=z@w")).toMatch(/^mailto:geo@stadt\.example\?/);
  });

  it("leads to the website where there is no mailbox", () => {
    const web = { ...contact, email: null, url: "https://www.stadt.example/kontakt" };
    expect(reportAddress([web], sampleLayer(), "A", PAGE, "de")).toBe("https://www.stadt.example/kontakt");
    expect(
      reportAddress([{ ...web, url: "javascript:alert(1)" }], sampleLayer(), "A", PAGE, "de"),
    ).toBeNull();
  });

  it("is not offered where nobody has an address", () => {
    expect(reportAddress([null], sampleLayer(), "A", PAGE, "de")).toBeNull();
  });
});

it("shares the view of an information column as anybody's", () => {
  const address = "https://karte.example/starkregen?ebenen=a,b&kiosk=1&objekt=a:x#map=15/48.7/9.1";
  expect(sharedAddress(address)).toBe(
    "https://karte.example/starkregen?ebenen=a,b&objekt=a:x#map=15/48.7/9.1",
  );
});
