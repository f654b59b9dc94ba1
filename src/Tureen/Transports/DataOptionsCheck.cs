using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>Checks the options of a transport that are about messages and converts them for the engine.</summary>
internal static class DataOptionsCheck
{
    /// <exception cref="MediasoupTypeException">An option is negative.</exception>
    public static DataTransportOptions Resolve(int maxSendMessageSize, int maxReceiveMessageSize)
    {
        NotNegative(maxSendMessageSize, "maxSendMessageSize");
        NotNegative(maxReceiveMessageSize, "maxReceiveMessageSize");
        return new DataTransportOptions { MaxSendMessageSize = maxSendMessageSize, MaxReceiveMessageSize = maxReceiveMessageSize };
    }

    /// <exception cref="MediasoupTypeException">An option is negative.</exception>
    public static DataTransportOptions Resolve(SctpTransportOptions options, bool isDataChannel)
    {
        NotNegative(options.SctpSendBufferSize, "sctpSendBufferSize");
        NotNegative(options.SctpPerStreamSendQueueLimit, "sctpPerStreamSendQueueLimit");
        NotNegative(options.SctpMaxReceiverWindowBufferSize, "sctpMaxReceiverWindowBufferSize");
        NotNegative(options.SctpDefaultStreamBufferedAmountLowThreshold, "sctpDefaultStreamBufferedAmountLowThreshold");
        return Resolve(options.MaxSendMessageSize, options.MaxReceiveMessageSize) with
        {
            EnableSctp = options.EnableSctp,
            IsDataChannel = isDataChannel,
            SendBufferSize = options.SctpSendBufferSize,
            PerStreamSendQueueLimit = options.SctpPerStreamSendQueueLimit,
            MaxReceiverWindowBufferSize = options.SctpMaxReceiverWindowBufferSize,
            DefaultStreamBufferedAmountLowThreshold = options.SctpDefaultStreamBufferedAmountLowThreshold,
        };
    }

    private static void NotNegative(int value, string name) => Check.That(value >= 0, $"negative {name}");
}
