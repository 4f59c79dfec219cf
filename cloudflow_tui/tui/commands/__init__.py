"""What the palette finds: one provider a subject."""
