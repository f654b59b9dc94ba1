using Tureen;
using Tureen.Rooms;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddTureenRooms(builder.Configuration);
builder.Services.AddHealthChecks().AddTureen();

WebApplication app = builder.Build();
app.MapTureenRooms("/rooms");
app.MapHealthChecks("/health");
app.MapStaticAssets();
app.MapFallbackToFile("index.html");
app.Run();
