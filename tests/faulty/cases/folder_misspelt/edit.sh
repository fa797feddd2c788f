mv config/pipelines config/pipeline
