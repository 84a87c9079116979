# Holdfast: `make help` says what there is.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-endurance setup-bench lab check format docs test unit endurance bench bench-lint bench-precision bench-mutation bench-runtime bench-daemon bench-apply bench-rebalance bench-pods soak deb

# An ordinary user's PATH may lack the places where the engines and `ip` are; node is the pinned one.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH):/usr/local/sbin:/usr/sbin:/sbin
SPEC := examples/web.yaml
TEST := node --test --test-reporter=spec

help:
	@echo 'make lab             set up, bring a highly available site up on this machine, break it, show what happened'
	@echo 'make setup           install what is missing: engines from the distribution, npm packages'
	@echo 'make test            set up, then run every test (with real engines, in namespaces of their own)'
	@echo 'make unit            the quick tests alone'
	@echo 'make check           format, lint, types, layers, unused code'
	@echo 'make format          put the format right'
	@echo 'make docs            write the tables in docs anew: rules, events, metrics, the API'
	@echo 'make deb             the Debian package, dist/deb/holdfast_VERSION_ARCH.deb (ARCH=amd64 or arm64)'
	@echo 'make endurance       fuzzing, soak, package and container tests (as root)'
	@echo 'make bench           measure failover against the usual hand-written pair'
	@echo 'make bench-lint      time and memory of linting 100,000 lines'
	@echo 'make bench-precision what lint says of the examples that the engines document'
	@echo 'make bench-mutation  change the rules and the parsers in thousands of small ways: do their tests notice?'
	@echo 'make bench-runtime   time and loss of adding a server to a running pool of 500'
	@echo 'make bench-apply     the same by `holdfast apply`, from Enter to done; other changes and looks, too'
	@echo 'make bench-daemon    memory and CPU of the node daemons, with 5 servers and with 500'
	@echo 'make bench-rebalance a fourth Wazuh manager joins three with 3,000 agents, beside the figures of the HAProxy helper of Wazuh'
	@echo 'make bench-pods      what clients lose when containers are restarted, killed or updated: the usual designs beside ours'
	@echo 'make soak            half an hour of changes, moves and kills under load: nothing may be lost'

setup:
	@sh tools/setup.sh

setup-test:
	@sh tools/setup.sh test

setup-bench:
	@sh tools/setup.sh bench

setup-endurance:
	@sh tools/setup.sh endurance

lab: setup
	@sh tools/lab.sh $(SPEC)

check: setup
	biome ci --reporter=summary .
	oxlint --type-aware --deny-warnings
	tsc -p .
	tsc -p ui
	node tools/check-layers.ts
	knip

format:
	biome check --write .

docs: setup
	node tools/write-open-api.ts
	node tools/list-rules.ts
	node tools/list-events.ts
	node tools/list-metrics.ts

test: unit setup-test
	$(TEST) --test-concurrency=1 'tests/integration/**/*.test.ts' 'tests/drills/**/*.test.ts' 'tests/ui/**/*.test.ts'

unit: setup
	$(TEST) --test-concurrency=$$(nproc) 'src/**/*.test.ts' 'ui/**/*.test.ts' 'tests/architecture/**/*.test.ts' 'tests/golden/**/*.test.ts'

endurance: setup-test setup-endurance
	$(TEST) --test-concurrency=1 'tests/endurance/**/*.test.ts'

deb: setup
	node tools/build-deb.ts $(if $(ARCH),--arch $(ARCH))

bench: setup-bench
	node bench/failover/main.ts

bench-lint: setup
	node bench/lint/main.ts

bench-precision: setup
	node bench/precision/main.ts

bench-mutation: setup
	node bench/mutation/main.ts

bench-runtime: setup
	node bench/runtime/main.ts

bench-apply: setup
	node bench/apply/main.ts

bench-daemon: setup
	node bench/daemon/main.ts

bench-rebalance: setup
	node bench/rebalance/main.ts

bench-pods: setup-endurance
	node bench/pods/main.ts

soak: setup
	node bench/soak/main.ts
