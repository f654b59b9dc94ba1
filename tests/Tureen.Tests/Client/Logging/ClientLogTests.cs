using Tureen.Client;

namespace Tureen.Tests.Client.Logging;

public sealed class ClientLogTests
{
    [Fact]
    public async Task R001_An_application_can_see_what_the_client_logs()
    {
        List<ClientLogEntry> entries = [];
        ClientLog.Sink = entry =>
        {
            lock (entries)
            {
                entries.Add(entry);
            }
        };
        try
        {
            FakeCall call = await FakeCall.StartAsync();
            call.Send.Close();
        }
        finally
        {
            ClientLog.Sink = null;
        }

        lock (entries)
        {
            Assert.Contains(entries, entry => entry is { Level: ClientLogLevel.Debug, Component: "Transport", Message: "close()" });
        }
    }
}
