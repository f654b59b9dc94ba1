using Tureen;
using Tureen.Ortc;
using TureenApp;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddTureen(builder.Configuration);
builder.Services.AddHealthChecks().AddTureen();
builder.Services.AddSingleton<MediaStage>();

WebApplication app = builder.Build();
app.MapHealthChecks("/health");

// What mediasoup-client needs, in this order. Put your own authorization before it.
RouteGroupBuilder stage = app.MapGroup("/stage").AddEndpointFilter(Refusals.AsBadRequestAsync);
stage.MapGet("/capabilities", (MediaStage stage) => stage.DescribeAsync());
stage.MapPost("/transports", (MediaStage stage) => stage.OpenAsync());
stage.MapPost("/transports/{id}/connect", (MediaStage stage, string id, DtlsParameters parameters) => stage.ConnectAsync(id, parameters));
stage.MapPost("/transports/{id}/produce", (MediaStage stage, string id, ProduceRequest request) => stage.ProduceAsync(id, request));
stage.MapPost("/transports/{id}/consume", (MediaStage stage, string id, ConsumeRequest request) => stage.ConsumeAsync(id, request));
stage.MapDelete("/transports/{id}", (MediaStage stage, string id) => stage.Close(id));
app.Run();
