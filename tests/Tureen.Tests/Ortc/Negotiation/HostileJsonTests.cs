using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Replaces random parts of real parameters by junk; only the library's own errors may come out.</summary>
public sealed class HostileJsonTests
{
    private static readonly string[] Junk =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e300", "4294967296", "99999999999999999999", "\"\"", "\"x\"",
        "\"video/rtx\"", "\"audio/\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[]]", "{\"apt\":97}", "{\"\\udc00\":1}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Junk_ends_in_an_error_of_the_library(int seed)
    {
        var random = new Random(seed);
        string produce = BrowserFixture.ServerCase("chromium", "video-vp8-simulcast3")
            .GetProperty("normalizedRtpParameters").GetRawText();
        string capabilities = BrowserFixture.Read("chromium-device").GetProperty("recvRtpCapabilities").GetRawText();
        RtpCapabilities router = BrowserFixture.RouterCapabilities("chromium");
        int survivors = 0;
        for (int i = 0; i < 500; i++)
        {
            string mutatedParameters = Mutate(produce, random);
            string mutatedCapabilities = Mutate(capabilities, random);
            try
            {
                Negotiate(mutatedParameters, mutatedCapabilities, router);
                survivors++;
            }
            catch (MediasoupException)
            {
                // This is the only kind of error that a peer may cause.
            }
            catch (Exception error)
            {
                Assert.Fail($"{error}\n{mutatedParameters}\n{mutatedCapabilities}");
            }
        }

        Assert.InRange(survivors, 1, 499);
    }

    private static void Negotiate(string parametersJson, string capabilitiesJson, RtpCapabilities router)
    {
        RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>(parametersJson);
        RtpValidation.Validate(parameters);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router);
        RtpParameters consumable =
            RouterNegotiation.GetConsumableRtpParameters(MediaKind.Video, parameters, router, mapping);
        ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: true);
        OrtcJson.Serialize(consumable);

        RtpCapabilities remote = OrtcJson.Deserialize<RtpCapabilities>(capabilitiesJson);
        ConsumerNegotiation.CanConsume(consumable, remote);
        ConsumerNegotiation.GetConsumerRtpParameters(consumable, remote, pipe: false, enableRtx: true);
        RtpValidation.Validate(remote, requirePayloadTypes: true);
        ClientNegotiation.GetExtendedRtpCapabilities(remote, router);
        ProducerValidation.Check(MediaKind.Video, parameters, mapping);
    }

    private static string Mutate(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        for (int count = random.Next(0, 3); count > 0; count--)
        {
            JsonNode node = root;
            while (true)
            {
                List<JsonNode> children = Children(node);
                if (children.Count == 0 || (node != root && random.Next(4) == 0))
                {
                    break;
                }

                node = children[random.Next(children.Count)];
            }

            // Junk goes in as text, so that it may be what a JsonNode refuses to hold.
            if (node != root)
            {
                node.ReplaceWith($"@{random.Next(Junk.Length)}@");
            }
        }

        string text = root.ToJsonString();
        for (int i = 0; i < Junk.Length; i++)
        {
            text = text.Replace($"\"@{i}@\"", Junk[i], StringComparison.Ordinal);
        }

        return text;
    }

    private static List<JsonNode> Children(JsonNode node)
        => node switch
        {
            JsonObject members => [.. members.Select(member => member.Value).OfType<JsonNode>()],
            JsonArray items => [.. items.OfType<JsonNode>()],
            _ => [],
        };
}
