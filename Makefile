# The front door. Each command sets up what is missing first, from nothing, and says what it does.
PYTHON ?= python3

.PHONY: up test bench prepare clean help
help:
	@echo "make up     start everything on http://127.0.0.1:8000 (Ctrl-C stops it)"
	@echo "make test   all checks and tests"
	@echo "make bench  the measured figures: speed, memory, time to ready"
	@echo "make clean  remove environments, model and data under var/"
up:
	@$(PYTHON) setup/bootstrap.py up
test:
	@$(PYTHON) setup/bootstrap.py test
bench:
	@$(PYTHON) setup/bootstrap.py bench
prepare:
	@$(PYTHON) setup/bootstrap.py prepare
clean:
	rm -rf .tools .venv bot/.venv var
