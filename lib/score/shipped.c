/* shipped.c - the models that are part of the program; their tables lie beside this file. */
#include "hl/score.h"

extern const char hl_embed_hot_csv[], hl_embed_web_csv[], hl_embed_workflow_csv[];
extern const size_t hl_embed_hot_csv_len, hl_embed_web_csv_len, hl_embed_workflow_csv_len;

const struct hl_shipped_model hl_shipped_models[] = {
	{ "hot", "Hot Lead Score: intent x value x recency", hl_embed_hot_csv,
		&hl_embed_hot_csv_len },
	{ "web", "Points per action on the site and in mail", hl_embed_web_csv,
		&hl_embed_web_csv_len },
	{ "workflow", "The automated workflow: a form then mail then pricing; silence cools",
		hl_embed_workflow_csv, &hl_embed_workflow_csv_len },
};
const size_t hl_shipped_models_len = HL_LEN(hl_shipped_models);
