using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Client;

/// <summary>The client in C# computes in a browser what mediasoup-client computes in it, for every recorded case.</summary>
public sealed class NegotiationTests
{
    private static readonly string Fixtures = Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Tests", "Fixtures");

    [Theory]
    [InlineData("chromium", "Chrome111")]
    [InlineData("firefox", "Firefox120")]
    public async Task Capabilities_and_parameters_are_those_of_mediasoup_client_in_the_same_browser(string browser, string handler)
    {
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        string id = await driver.LaunchAsync(browser);
        BrowserPage npm = await driver.OpenAsync(id);
        BrowserPage csharp = await driver.OpenAsync(id, "csharp");
        JsonNode device = Read(browser + "-device");
        string[] names = [.. Directory.EnumerateFiles(Fixtures, browser + "-produce-*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Where(IsOneTrack)];
        JsonObject input = new()
        {
            ["routerRtpCapabilities"] = device["routerRtpCapabilities"]!.DeepClone(),
            ["transport"] = device["transportOptionsGivenToClient"]!.DeepClone(),
            ["cases"] = new JsonArray([.. names.Select(name => Wish(device, name))]),
        };

        JsonNode expected = (await npm.CallAsync("negotiate", input.DeepClone()))!;
        JsonNode actual = (await csharp.CallAsync("negotiate", input))!;

        Assert.Equal(handler, actual["handler"]!.GetValue<string>());
        AssertSame("recv", expected["recv"], LastOfEachId(actual["recv"]!));
        AssertSame("send", expected["send"], LastOfEachId(actual["send"]!));
        Assert.True(names.Length >= 14);
        for (int index = 0; index < names.Length; index++)
        {
            AssertSame(names[index], expected["produced"]![index], actual["produced"]![index]);
        }
    }

    /// <summary>mediasoup-client keeps one header extension for each identifier, that of the last section; ours has those of each kind.</summary>
    private static JsonNode LastOfEachId(JsonNode capabilities)
    {
        OrderedDictionary<int, JsonNode> last = [];
        foreach (JsonNode? extension in capabilities["headerExtensions"]!.AsArray())
        {
            last[extension!["preferredId"]!.GetValue<int>()] = extension.DeepClone();
        }

        capabilities["headerExtensions"] = new JsonArray([.. last.Values]);
        return capabilities;
    }

    private static bool IsOneTrack(string name) =>
        !name.EndsWith("-multi", StringComparison.Ordinal) && !name.EndsWith("-data", StringComparison.Ordinal);

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures, name + ".json")))!;

    private static JsonObject Wish(JsonNode device, string name)
    {
        JsonNode options = Read(name)["options"]!;
        return new JsonObject
        {
            ["kind"] = name.Contains("-audio-", StringComparison.Ordinal) ? "audio" : "video",
            ["codec"] = options["codec"] is { } codec ? Codec(device, codec) : null,
            ["encodings"] = options["encodings"]?.DeepClone(),
            ["codecOptions"] = options["codecOptions"]?.DeepClone(),
        };
    }

    /// <summary>The capability that was chosen when it was recorded; a browser without the codec gets the wish as it is, and refuses.</summary>
    private static JsonNode Codec(JsonNode device, JsonNode wish)
    {
        JsonNode? chosen = device["sendRtpCapabilities"]!["codecs"]!.AsArray().FirstOrDefault(one =>
            one!["mimeType"]!.GetValue<string>() == wish["mimeType"]!.GetValue<string>()
            && wish["parameters"]!.AsObject().All(parameter =>
                parameter.Key.StartsWith("x-", StringComparison.Ordinal)
                || one["parameters"]![parameter.Key] is not { } value
                || JsonNode.DeepEquals(value, parameter.Value)));
        if (chosen is not null)
        {
            return chosen.DeepClone();
        }

        JsonNode unknown = wish.DeepClone();
        unknown["kind"] = "video";
        unknown["clockRate"] = 90000;
        unknown["preferredPayloadType"] = 1;
        return unknown;
    }

    private static void AssertSame(string what, JsonNode? expected, JsonNode? actual)
    {
        string left = Normalize(expected)!.ToJsonString();
        string right = Normalize(actual)!.ToJsonString();
        Assert.True(left == right, $"{what}\nmediasoup-client {left}\nC#               {right}");
    }

    /// <summary>Members in order, and what is random taken out.</summary>
    private static JsonNode? Normalize(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Key switch
            {
                "ssrc" or "msid" => member.Value is null ? null : JsonValue.Create("random"),
                "cname" => member.Value?.GetValue<string>() is { Length: > 0 } ? JsonValue.Create("random") : member.Value?.DeepClone(),
                _ => Normalize(member.Value),
            }))),
        JsonArray items => new JsonArray([.. items.Select(Normalize)]),
        _ => node?.DeepClone(),
    };
}
