using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Whole sessions of mediasoup-client 2 with the original server: ours says the same (conformance check 15).</summary>
public sealed class TraceReplayTests
{
    public static TheoryData<string> Traces =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "v2");

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_recorded_session_gets_the_same_answers_and_notifications_in_the_same_order(string trace)
    {
        JsonObject recorded = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Folder, trace + ".json"), TestContext.Current.CancellationToken))!.AsObject();
        JsonArray messages = recorded["messages"]!.AsArray();
        await using V2Scene scene = new(HeaderExtensionSet.Strict, CodecsOf(messages));

        TraceReplay replay = new(scene.Room);
        foreach (JsonNode? message in messages)
        {
            await replay.TakeAsync(message!.AsObject());
        }

        replay.AssertNothingElseWasSaid();
    }

    [Fact]
    public void There_are_traces() => Assert.Equal(9, Traces.Count);

    /// <summary>The codecs of the recorded room, without what the server added.</summary>
    private static IReadOnlyList<RoomMediaCodec> CodecsOf(JsonArray messages)
    {
        JsonNode answer = messages.First(message =>
            message!["type"]!.GetValue<string>() == "response" && message["body"]!["method"]!.GetValue<string>() == "queryRoom")!;
        return
        [
            .. answer["body"]!["response"]!["rtpCapabilities"]!["codecs"]!.AsArray()
                .Where(codec => codec!["name"]!.GetValue<string>() != "rtx")
                .Select(codec => new RoomMediaCodec
                {
                    Kind = codec!["kind"]!.GetValue<string>() == "audio" ? MediaKind.Audio : MediaKind.Video,
                    Name = codec["name"]!.GetValue<string>(),
                    ClockRate = codec["clockRate"]!.GetValue<int>(),
                    Channels = codec["channels"]?.GetValue<int>(),
                    Parameters = codec["parameters"]!.DeepClone().AsObject(),
                }),
        ];
    }
}
