namespace Tureen.Rooms.Hosting;

/// <summary>Recognizes WebSockets before a route is chosen, whatever the application has in its pipeline.</summary>
internal sealed class WebSocketStartup : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWebSockets();
        next(app);
    };
}
