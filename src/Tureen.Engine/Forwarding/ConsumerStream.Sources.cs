using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ConsumerStream
{
    /// <summary>The timestamp under which a packet of the source goes out.</summary>
    public uint ToOutgoing(Timestamp now, uint timestamp) => _clock.ToOutgoing(now, timestamp, _sender);

    /// <summary>The next packets come from another source: it continues from a packet that it can begin with, after what was sent.</summary>
    public void HandleSourceReplaced(Timestamp now)
    {
        RequireSync();
        SkipWhatCame(now, source: null);
        if (HasSent)
        {
            _clock.HandleSourceReplaced();
        }
    }

    /// <summary>The source goes on with another codec, which the receiver negotiated.</summary>
    public void HandleCodec(byte payloadType)
    {
        RtpParameters parameters = _consumer.Options.RtpParameters;
        RtpCodecParameters? codec = parameters.Codecs.Find(codec => !codec.IsRtx && codec.PayloadType == payloadType);
        if (codec is null || codec == Codec)
        {
            return;
        }

        Codec = codec;
        int index = _sender.Parameters.EncodingIdx;
        int rtxPayloadType = parameters.Codecs.Find(rtx => rtx.IsRtx && rtx.AssociatedPayloadType == payloadType)?.PayloadType ?? 0;
        _sender.HandleCodec(
            StreamParametersFactory.Create(index, parameters.Encodings[index], codec, parameters.Rtcp.Cname ?? string.Empty), (byte)rtxPayloadType);
        _payloadType = payloadType;
        _isStamped = CanStamp(payloadType);
    }
}
