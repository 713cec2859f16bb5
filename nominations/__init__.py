"""Who is put forward: prizes, cycles, calls, forms, nominations, consent, letters of support, screening."""
