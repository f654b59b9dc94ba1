using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

/// <summary>How a data channel is opened: both ends have agreed on its stream, so no negotiation takes place on the channel.</summary>
internal static class DataChannelOptions
{
    public static string Write(SctpStreamParameters parameters, string protocol)
    {
        JsonObject options = new()
        {
            ["negotiated"] = true,
            ["id"] = parameters.StreamId,
            ["protocol"] = protocol,
        };
        if (parameters.Ordered is { } isOrdered)
        {
            options["ordered"] = isOrdered;
        }

        if (parameters.MaxPacketLifeTime is { } lifeTime)
        {
            options["maxPacketLifeTime"] = lifeTime;
        }

        if (parameters.MaxRetransmits is { } retransmits)
        {
            options["maxRetransmits"] = retransmits;
        }

        return options.ToJsonString();
    }
}
