using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>Which SSRC each of a producer's streams is received on, and when another SSRC or another codec takes its place.</summary>
/// <remarks>
/// A place belongs to the RTX (even) or the media (odd) of an encoding. Its SSRC is followed by another one under the same name after a BYE
/// or <see cref="EngineLimits.SourceSilence"/>, so that of two SSRCs that both send the first one stays.
/// </remarks>
internal sealed class StreamBindings
{
    public const int NotFound = -1;

    /// <summary>The SSRCs side by side, so that no stream is touched to find another; <see cref="NotFound"/> for none.</summary>
    private readonly long[] _ssrcs;
    private readonly StreamBinding[] _bindings;
    private TokenBucket _replacements = new(EngineLimits.SourceReplacementBurst, EngineLimits.SourceReplacementsPerSecond);

    public StreamBindings(int encodings)
    {
        _ssrcs = new long[2 * encodings];
        _bindings = new StreamBinding[2 * encodings];
        Array.Fill(_ssrcs, NotFound);
        Array.Fill(_bindings, new StreamBinding());
    }

    public static int PlaceOf(int encoding, bool isRtx) => (2 * encoding) + (isRtx ? 0 : 1);

    public static int EncodingOf(int place) => place / 2;

    public static bool IsRtx(int place) => place % 2 == 0;

    /// <summary>The place of a bound SSRC, or <see cref="NotFound"/>.</summary>
    public int Find(uint ssrc) => Array.IndexOf(_ssrcs, ssrc);

    /// <summary>The SSRC of a place; null before it is bound.</summary>
    public uint? SsrcAt(int place) => _ssrcs[place] < 0 ? null : (uint)_ssrcs[place];

    public void HandlePacket(Timestamp now, int place) => _bindings[place].SeenAt = now;

    /// <summary>The SSRC leaves: another one may take its place at once, even while packets of the old one are still under way.</summary>
    public void HandleBye(Timestamp now, uint ssrc)
    {
        int place = Find(ssrc);
        if (place >= 0)
        {
            _bindings[place].LeftAt = now;
        }
    }

    /// <summary>Whether an SSRC may be bound to a place now. An SSRC that still sends, or that is still awaited, is not displaced.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="place">The place that the packet names.</param>
    /// <param name="ssrc">The SSRC of the packet.</param>
    /// <param name="announced">The SSRC that signaling announced for the place; 0 for none.</param>
    public bool CanBind(Timestamp now, int place, uint ssrc, uint announced)
    {
        ref StreamBinding binding = ref _bindings[place];
        if (_ssrcs[place] >= 0)
        {
            bool isFree = binding.HasLeft || now - binding.SeenAt >= EngineLimits.SourceSilence;
            return isFree && _replacements.TryTake(now);
        }

        if (announced == 0 || announced == ssrc)
        {
            return true;
        }

        if (binding.Candidate != ssrc || binding.CandidateSince.IsNever)
        {
            binding.Candidate = ssrc;
            binding.CandidateSince = now;
        }

        return now - binding.CandidateSince >= EngineLimits.SourceSilence;
    }

    public void Bind(Timestamp now, int place, uint ssrc)
    {
        _ssrcs[place] = ssrc;
        _bindings[place] = new StreamBinding { SeenAt = now };
    }

    public void Unbind(int place)
    {
        _ssrcs[place] = NotFound;
        _bindings[place] = new StreamBinding();
    }

    /// <summary>
    /// Takes a media packet of another payload type than its stream's; true when the sender went over to it. Packets that follow each other
    /// directly show that: one alone may be late, or come between those of the stream.
    /// </summary>
    public bool HasChangedCodec(Timestamp now, int place, in RtpPacket packet)
    {
        ref StreamBinding binding = ref _bindings[place];
        bool isNext = packet.PayloadType == binding.RunPayloadType && packet.SequenceNumber == (ushort)(binding.RunSequence + 1);
        binding.RunLength = isNext ? binding.RunLength + 1 : 1;
        binding.RunPayloadType = packet.PayloadType;
        binding.RunSequence = packet.SequenceNumber;
        if (binding.RunLength < EngineLimits.CodecChangePackets || !_replacements.TryTake(now))
        {
            return false;
        }

        binding.RunLength = 0;
        return true;
    }
}
