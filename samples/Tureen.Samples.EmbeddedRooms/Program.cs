using Tureen.Rooms;
using Tureen.Samples.EmbeddedRooms;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddTureenRooms(builder.Configuration);
builder.Services.AddTureenRoomHooks<ClassroomHooks>();
WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapTureenRooms("/rooms");
await app.RunAsync();
