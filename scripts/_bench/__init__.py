"""What `scripts/bench.py` is made of: a made-up catalogue of any size, the peers, the measuring and the telling."""
