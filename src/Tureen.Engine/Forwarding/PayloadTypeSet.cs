using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>A set of payload types. It lies within its owner, because each packet of each consumer asks for it.</summary>
internal struct PayloadTypeSet
{
    private const int PayloadTypes = 128;
    private const int BitsPerWord = 64;

    private ulong _low;
    private ulong _high;

    /// <summary>In ascending order.</summary>
    public readonly IEnumerable<int> All
    {
        get
        {
            PayloadTypeSet set = this;
            return Enumerable.Range(0, PayloadTypes).Where(payloadType => set.Has((byte)payloadType));
        }
    }

    /// <summary>Those of the media codecs; RTX is none.</summary>
    public static PayloadTypeSet OfMedia(RtpParameters parameters)
    {
        var set = default(PayloadTypeSet);
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            if (!codec.IsRtx)
            {
                set.Add(codec.PayloadType);
            }
        }

        return set;
    }

    public void Add(int payloadType)
    {
        if ((payloadType & BitsPerWord) == 0)
        {
            _low |= 1UL << payloadType;
        }
        else
        {
            _high |= 1UL << payloadType;
        }
    }

    public readonly bool Has(byte payloadType) => ((((payloadType & BitsPerWord) == 0 ? _low : _high) >> payloadType) & 1) != 0;

    public void Clear() => this = default;
}
