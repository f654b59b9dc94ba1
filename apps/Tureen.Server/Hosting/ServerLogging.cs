namespace Tureen.Server.Hosting;

/// <summary>The log of the server, on standard output: for people, or for programs that collect logs.</summary>
internal static class ServerLogging
{
    public static void Add(ILoggingBuilder logging, bool isJson)
    {
        logging.ClearProviders();
        if (isJson)
        {
            logging.AddJsonConsole(static console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
