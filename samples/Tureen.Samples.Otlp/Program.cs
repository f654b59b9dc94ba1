using Tureen.Samples.Otlp;

// The collector is named by OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 unless set.
await using WebApplication app = OtlpHost.Build(WebApplication.CreateBuilder(args), TimeSpan.FromSeconds(10));
await app.RunAsync();
