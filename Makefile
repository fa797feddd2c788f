# The two commands to begin with: `make run` starts Sluss with the sample data; `make test` builds and tests everything.
BUILD := build/release
PLUGINS := $(patsubst plugins/%/CMakeLists.txt,plugin_%,$(wildcard plugins/*/CMakeLists.txt))
ROWS ?= 1000000
BENCH_OPTIONS ?=

.PHONY: run test stop install configure build package torture format tidy bench bench-acks bench-formats bench-transports bench-poison bench-console bench-idle console console-check screenshots clean

run: configure
	@cmake --build --preset release --target sluss $(PLUGINS)
	@sh deploy/run-sample.sh $(BUILD)

test: install
	@sh tests/tools/run_tests.sh

stop:
	@sh deploy/stop-sample.sh

# What is missing of deploy/packages.txt, and nothing when all is there.
install:
	@sh deploy/install-packages.sh

configure: install
	@mkdir -p build
	@cmake --preset release > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }

build: configure
	@cmake --build --preset release

# The Debian packages, in build/packages; lintian has looked at them.
package: configure
	@sh deploy/install-packages.sh deploy/package/packages.txt
	@cmake --build --preset release --target sluss $(PLUGINS)
	@sh deploy/package/build.sh $(BUILD)

# The same tests under the sanitizers, then those that take long, then the code broken on purpose: the tests must see each
# mutation.
torture: build sanitized-dev sanitized-tsan
	@sh deploy/install-packages.sh deploy/package/packages.txt
	ctest --preset release -C torture -L torture
	sh tests/mutations/run.sh

# dev: addresses and undefined behaviour. tsan: threads, on all but what loads a library of its own before Sluss, which the
# thread sanitizer does not bear. Smaller nights: they take ten times as long.
sanitized-%:
	cmake --preset $*
	cmake --build --preset $*
	SLUSS_KILLS=10 SLUSS_NIGHT_KILLS=4 SLUSS_NIGHT_PLACEMENTS=1000 SLUSS_HISTORIES=5 ctest --preset $* -j $$(nproc)

format:
	@git ls-files '*.h' '*.cpp' | tr '\n' '\0' | xargs -0 clang-format -i

tidy: build
	@git ls-files 'core/*.cpp' 'plugins/*.cpp' | tr '\n' '\0' | xargs -0 -P $$(nproc) -n 4 clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option -p $(BUILD)

# make bench ROWS=100000 BENCH_OPTIONS=--intake
bench: configure
	@cmake --build --preset release --target sluss sluss-bench sluss-generate $(PLUGINS)
	@$(BUILD)/bin/sluss-bench --rows $(ROWS) $(BENCH_OPTIONS)

# Single messages over HTTP, acknowledged when they are durable.   make bench-acks BENCH_OPTIONS="--messages 1000000"
bench-acks: configure
	@cmake --build --preset release --target sluss sluss-bench-acks $(PLUGINS)
	@$(BUILD)/bin/sluss-bench-acks $(BENCH_OPTIONS)

# Each format with the same placements.   make bench-formats BENCH_OPTIONS="--rows 100000"
bench-formats: configure
	@cmake --build --preset release --target sluss sluss-bench-formats sluss-generate $(PLUGINS)
	@$(BUILD)/bin/sluss-bench-formats $(BENCH_OPTIONS)

# Each transport with the same placements.   make bench-transports BENCH_OPTIONS="--rows 100000 --sent 5000"
bench-transports: configure
	@cmake --build --preset release --target sluss sluss-bench-transports sluss-generate $(PLUGINS)
	@$(BUILD)/bin/sluss-bench-transports $(BENCH_OPTIONS)

# A night some of whose rows break a step, against one without.   make bench-poison BENCH_OPTIONS="--rows 100000"
bench-poison: configure
	@cmake --build --preset release --target sluss sluss-bench-poison sluss-generate $(PLUGINS)
	@$(BUILD)/bin/sluss-bench-poison $(BENCH_OPTIONS)

# What the console asks for, from a store of so many placements.   make bench-console ROWS=1000000
bench-console: bench
	@python3 -B bench/console.py $(BUILD)/bin/sluss bench-work

# The console, of web/src: needs Node 20 or later, which nothing else does. What it makes, web/dist, is committed.
console:
	@cd web && npm ci --ignore-scripts --silent && npm run --silent check && npm run --silent build

# axe-core looks at each screen of the console.
console-check: configure
	@cmake --build --preset release --target sluss $(PLUGINS)
	@/usr/bin/python3 -B tests/console/axe_check.py . $(BUILD) web/node_modules/axe-core/axe.min.js

# Pictures of each screen, in both languages and both colours, wide and narrow.   make screenshots SCREEN=tonight
screenshots: configure
	@cmake --build --preset release --target sluss $(PLUGINS)
	@/usr/bin/python3 -B tests/console/screenshots.py . $(BUILD) build/screenshots $(SCREEN)

# What the daemon takes while there is nothing to do, and how long it takes to be ready.
bench-idle: configure
	@cmake --build --preset release --target sluss $(PLUGINS)
	@/usr/bin/python3 -B bench/idle.py $(CURDIR) $(CURDIR)/$(BUILD)

clean: stop
	rm -rf build var
