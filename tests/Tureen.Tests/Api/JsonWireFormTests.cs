using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tureen.Ortc;

namespace Tureen.Tests.Api;

/// <summary>Scores, layers, statistics, traces and dumps look as mediasoup's with the default options too.</summary>
public sealed class JsonWireFormTests
{
    [Fact]
    public void The_default_options_give_every_report_the_member_names_of_mediasoup()
    {
        List<string> wrong = [];
        int types = 0;
        foreach (Type type in typeof(ProducerDump).Assembly.GetExportedTypes().Concat(typeof(Worker).Assembly.GetExportedTypes()))
        {
            if (type is { IsAbstract: false, IsGenericType: false, IsEnum: false }
                && TureenJsonContext.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } reviewed)
            {
                types++;
                JsonTypeInfo given = JsonSerializerOptions.Default.GetTypeInfo(type);
                if (!Names(reviewed).SequenceEqual(Names(given)))
                {
                    wrong.Add($"{type.Name}: {string.Join(' ', Names(given))}");
                }
            }
        }

        Assert.True(types > 40, $"{types} types");
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_an_application_sends_to_its_clients_is_mediasoup_s()
    {
        Assert.Equal("""{"encodingIdx":0,"ssrc":1,"rid":"r0","score":10}""", JsonSerializer.Serialize(new ProducerScore(0, 1, "r0", 10)));
        Assert.Equal("""{"spatialLayer":1}""", JsonSerializer.Serialize(new ConsumerLayers(1)));
        Assert.Equal("""{"camera":true,"flip":false,"rotation":90}""", JsonSerializer.Serialize(new ProducerVideoOrientation(true, false, 90)));
        Assert.Equal(
            """{"score":10,"producerScore":9,"producerScores":[9]}""", JsonSerializer.Serialize(new ConsumerScore(10, 9, [9])));
        Assert.Equal("""{"ip":"127.0.0.1","port":5}""", JsonSerializer.Serialize(new IpPort("127.0.0.1", 5)));
        Assert.Equal("\"sendrecv\"", JsonSerializer.Serialize(RtpHeaderExtensionDirection.SendRecv));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        ConsumerLayers layers = new(2, 1);
        Assert.Equal(layers, JsonSerializer.Deserialize<ConsumerLayers>(JsonSerializer.Serialize(layers)));
        TransportListenInfo info = new() { Ip = "127.0.0.1", AnnouncedAddress = "host", Port = 5 };
        Assert.Equal(info, JsonSerializer.Deserialize<TransportListenInfo>(JsonSerializer.Serialize(info)));
    }

    private static IEnumerable<string> Names(JsonTypeInfo info) =>
        info.Properties.Where(property => property.Get is not null).Select(property => property.Name).Order(StringComparer.Ordinal);
}
