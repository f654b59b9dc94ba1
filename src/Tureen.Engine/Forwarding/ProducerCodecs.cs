using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>The codecs that a producer negotiated, by payload type. A stream may carry any of them, and change over (RFC 3264 §5.1).</summary>
internal sealed class ProducerCodecs
{
    private static readonly string[] InsertedCodecs = ["cn", "telephone-event", "red", "ulpfec", "flexfec", "x-ulpfecuc", "parityfec"];

    private readonly ProducerCodec?[] _byPayloadType = new ProducerCodec?[128];

    public ProducerCodecs(RtpParameters parameters)
    {
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            if (codec.PayloadType is >= 0 and < 128)
            {
                _byPayloadType[codec.PayloadType] = new ProducerCodec(
                    codec,
                    parameters.Codecs.Find(rtx => rtx.IsRtx && rtx.AssociatedPayloadType == codec.PayloadType),
                    IsMedia: !codec.IsRtx && !IsInserted(codec.MimeType));
            }
        }
    }

    public ProducerCodec? Find(int payloadType) => _byPayloadType[payloadType & 0x7F];

    private static bool IsInserted(string mimeType) => Array.Exists(
        InsertedCodecs,
        name => mimeType.AsSpan(mimeType.IndexOf('/', StringComparison.Ordinal) + 1).Equals(name, StringComparison.OrdinalIgnoreCase));
}
