using System.Text;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>Checks what a consumer is made of.</summary>
internal static class ConsumerValidation
{
    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    public static void Check(ConsumerCoreOptions options)
    {
        if (options.RtpParameters.Codecs.Count == 0 || options.RtpParameters.Encodings.Count == 0)
        {
            throw new MediasoupTypeException("empty rtpParameters.codecs or rtpParameters.encodings");
        }

        if (options.ConsumableEncodings.Count == 0)
        {
            throw new MediasoupTypeException("empty consumableRtpEncodings");
        }

        if (options.RtpParameters.Encodings.Exists(static encoding => encoding.Ssrc is null or 0))
        {
            throw new MediasoupTypeException("invalid encoding in rtpParameters (missing ssrc)");
        }

        int cnameLength = Encoding.UTF8.GetByteCount(options.RtpParameters.Rtcp.Cname ?? string.Empty);
        if (cnameLength > EngineLimits.MaxCnameLength)
        {
            throw new MediasoupTypeException(
                $"rtpParameters.rtcp.cname has {cnameLength} bytes, more than {EngineLimits.MaxCnameLength}, which no report can carry");
        }
    }
}
