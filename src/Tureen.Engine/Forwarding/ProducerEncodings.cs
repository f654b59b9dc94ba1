using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Resolves the encodings of a producer whose parameters have been checked (<see cref="ProducerValidation"/>).</summary>
internal static class ProducerEncodings
{
    public static ProducerEncoding[] Resolve(RtpParameters parameters, RtpMapping mapping)
    {
        var encodings = new ProducerEncoding[parameters.Encodings.Count];
        for (int i = 0; i < encodings.Length; i++)
        {
            encodings[i] = Resolve(parameters, i, mapping.Encodings[i].MappedSsrc);
        }

        return encodings;
    }

    private static ProducerEncoding Resolve(RtpParameters parameters, int index, uint mappedSsrc)
    {
        RtpEncodingParameters encoding = parameters.Encodings[index];
        RtpCodecParameters codec = parameters.Codecs.Find(codec => codec.PayloadType == encoding.CodecPayloadType)!;
        ScalabilityMode mode = ScalabilityMode.Parse(encoding.ScalabilityMode);
        return new ProducerEncoding
        {
            Index = index,
            Ssrc = encoding.Ssrc ?? 0,
            Rid = string.IsNullOrEmpty(encoding.Rid) ? null : encoding.Rid,
            RtxSsrc = encoding.Rtx?.Ssrc ?? 0,
            MappedSsrc = mappedSsrc,
            Codec = codec,
            SpatialLayers = mode.SpatialLayers,
            TemporalLayers = mode.TemporalLayers,
            Dtx = encoding.Dtx == true,
        };
    }
}
