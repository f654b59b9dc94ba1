using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>A set of payload types.</summary>
internal sealed class PayloadTypeSet
{
    private const int PayloadTypes = 128;

    private readonly bool[] _has = new bool[PayloadTypes];

    /// <summary>In ascending order.</summary>
    public IEnumerable<int> All => Enumerable.Range(0, PayloadTypes).Where(payloadType => _has[payloadType]);

    /// <summary>Those of the media codecs; RTX is none.</summary>
    public static PayloadTypeSet OfMedia(RtpParameters parameters)
    {
        var set = new PayloadTypeSet();
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            if (!codec.IsRtx)
            {
                set.Add(codec.PayloadType);
            }
        }

        return set;
    }

    public void Add(int payloadType) => _has[payloadType & (PayloadTypes - 1)] = true;

    public bool Has(byte payloadType) => _has[payloadType & (PayloadTypes - 1)];

    public void Clear() => Array.Clear(_has);
}
