.PHONY: run test bench bench-client check format lock clean

# Install what is missing, publish every layer that has changed, serve map and API.
run:
	@deploy/install.sh
	@.venv/bin/geoportal up

# Everything that must hold before a change is taken.
test:
	@deploy/test.sh

# Loading and publishing beside ogr2ogr and geopandas: one table of ratios, in some ten minutes.
bench:
	@deploy/bench.sh

# The map on the profile of a phone: how soon it can be read, what it loads, whether it follows a finger.
bench-client:
	@deploy/bench-client.sh

# Style, types and generated files, in seconds.
check:
	@deploy/check.sh

# Put code into the form that `check` asks for, and write the generated files.
format:
	@.venv/bin/ruff check --fix --exit-zero --quiet
	@.venv/bin/ruff format --quiet
	@.venv/bin/geoportal config
	@deploy/npm.sh --silent run format

# Pin the newest versions of the Python packages, e.g. `make lock UPGRADE=--upgrade`.
lock:
	@deploy/lock.sh $(UPGRADE)

# Remove what `run` and `test` installed and built; published data stay.
clean:
	@rm -rf .venv client/node_modules client/dist benchmarks/client/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
