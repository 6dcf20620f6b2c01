"""The words everybody uses: frozen value types that hold no policy and know no room."""
