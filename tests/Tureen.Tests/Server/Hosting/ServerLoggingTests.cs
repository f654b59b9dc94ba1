using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tureen.Server.Hosting;

namespace Tureen.Tests.Server.Hosting;

[Collection(nameof(ServerLoggingTests))]
public sealed class ServerLoggingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_event_is_one_line(bool isJson)
    {
        string line = LineOf(isJson);

        if (isJson)
        {
            JsonNode entry = JsonNode.Parse(line)!;
            Assert.Equal(("Warning", "Tests"), (entry["LogLevel"]!.GetValue<string>(), entry["Category"]!.GetValue<string>()));
            Assert.Equal("a \"b\"\nc", entry["State"]!["RoomId"]!.GetValue<string>());
            Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse(entry["Timestamp"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).Offset);
        }
        else
        {
            Assert.Matches("^[0-9:]{8} warn: Tests\\[0\\] Room a \"b\" c opened$", line);
        }
    }

    private static string LineOf(bool isJson)
    {
        TextWriter console = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            // Its end waits for the line.
            using ServiceProvider services = new ServiceCollection().AddLogging(logging => ServerLogging.Add(logging, isJson)).BuildServiceProvider();
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Tests").LogWarning("Room {RoomId} opened", "a \"b\"\nc");
        }
        finally
        {
            Console.SetOut(console);
        }

        return Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
