"""Read models follow their layers: what changed is generalised anew, while readers go on."""
