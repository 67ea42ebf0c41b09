# make run       installs what is missing, builds and opens the laboratory
# make test      the same set-up, then every test
# make setup     the set-up alone, with every model file compared with its sum
# make install   PREFIX=/usr/local: the program and what it reads, for use without the toolchain
# make bench     every figure beside its bar, and beside other libraries in the same run
# make bench-training   what training reaches on the AT&T faces, beside PyTorch: half an hour
# make format, make clean

PREFIX ?= /usr/local
# Empty where the libraries were installed by other means.
PACKAGES = libncurses-dev ncurses-term libpng-dev libjpeg62-turbo-dev libdnnl-dev libsqlite3-dev \
  libchafa-dev libglib2.0-dev liblinear-dev libhnswlib-dev pkg-config

# The program carries Swift's standard library. It is built in a folder of its own, since tests
# need other compiler settings and would have everything compiled again. LLVM's linker passes over
# the note about mktemp that others print for a part of the library.
BUILD = .build/program
PROGRAM = $(BUILD)/release/likeness
# Folders count, too: their date tells of files that were removed.
SOURCES = Package.swift $(shell find Sources)
ASSETS = $(shell find Assets -type f -not -path 'Assets/setup/*' -not -path 'Assets/pictures/*')

.PHONY: run test setup packages models install bench bench-training format clean

run: packages models $(PROGRAM)
	@exec $(PROGRAM) $(ARGUMENTS)

test: packages models
	swift test -c release

setup: packages
	@sh Assets/setup/models.sh --verify

packages:
	@[ -z "$(PACKAGES)" ] || sh Assets/setup/packages.sh $(PACKAGES)

models:
	@sh Assets/setup/models.sh

$(PROGRAM): $(SOURCES) | packages
	swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld --scratch-path $(BUILD) \
	  --product likeness
	@touch $@

install: packages $(PROGRAM)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/likeness
	for file in $(ASSETS:Assets/%=%); do \
	  install -D -m 644 Assets/$$file $(DESTDIR)$(PREFIX)/share/likeness/$$file || exit 1; \
	done

bench: packages models $(PROGRAM)
	@sh Tests/Benchmarks/run.sh $(PROGRAM)

bench-training: packages $(PROGRAM)
	@sh Tests/Benchmarks/run.sh $(PROGRAM) faces.py

format:
	swift format -i -r Sources Tests Package.swift

clean:
	rm -rf .build
