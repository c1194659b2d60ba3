"""A knowledge graph of healthcare stakeholders and regulations."""
