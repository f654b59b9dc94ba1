using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal sealed partial class DataConsumerCore
{
    public DataConsumerDump Dump() => new()
    {
        Id = Id,
        DataProducerId = Producer.Id,
        Type = Options.Type,
        SctpStreamParameters = Options.SctpStreamParameters?.Clone(),
        Label = Options.Label,
        Protocol = Options.Protocol,
        BufferedAmount = BufferedAmount,
        BufferedAmountLowThreshold = BufferedAmountLowThreshold,
        Paused = IsPaused,
        DataProducerPaused = IsProducerPaused,
        Subchannels = Subchannels,
    };

    public DataConsumerStats GetStats(Timestamp now) => new()
    {
        Timestamp = now.Milliseconds,
        Label = Options.Label,
        Protocol = Options.Protocol,
        MessagesSent = _messagesSent,
        BytesSent = _bytesSent,
        BufferedAmount = BufferedAmount,
    };
}
