using System.Buffers.Binary;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>
/// A strict receiver of what one consumer sends, which knows what reached the producer: every number left out, every picture
/// missing and every frame sent must be explained by that.
/// </summary>
internal sealed partial class OutputCheck(string name, DeliveredMedia delivered, bool isSimulcast)
{
    private const int Capacity = 1024;
    private const int MaxViolations = 10;

    private readonly SentOutput[] _sent = new SentOutput[Capacity];
    private readonly Queue<SequenceGap> _gaps = new();
    private bool _hasSent;
    private int _stream;
    private ushort _newestInput;
    private ushort _newest;
    private Timestamp _now;

    public List<string> Violations { get; } = [];

    public int Switches { get; private set; }

    public long Packets { get; private set; }

    public long Retransmissions { get; private set; }

    /// <summary>Of all that was sent, in order; runs that are equal have equal ones.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public void Handle(Timestamp now, in OutgoingRtp rtp)
    {
        _now = now;
        SentOutput output = Read(rtp);
        AddToTrace(output);
        if (rtp.IsRtx)
        {
            Retransmissions++;
            CheckRetransmission(output);
            return;
        }

        Packets++;
        int stream = rtp.Packet.EncodingIndex;
        ushort input = rtp.Packet.SequenceNumber;
        bool isSwitch = !_hasSent || stream != _stream;
        if (isSwitch)
        {
            HandleSwitch(stream, output);
        }
        else
        {
            CheckNumber(input, output);
        }

        Remember(output);
        if (isSwitch || IsNewer(output.SequenceNumber, _newest))
        {
            _newest = output.SequenceNumber;
            _newestInput = input;
        }

        _hasSent = true;
        _stream = stream;
        CheckNeighbours(output);
        CheckPicture(output, isSwitch);
    }

    private static SentOutput Read(in OutgoingRtp rtp)
    {
        PayloadDescriptor descriptor = rtp.Packet.Descriptor;
        ReadOnlySpan<byte> prefix = rtp.Prefix;
        ushort sequence = rtp.SequenceNumber;
        if (rtp.Stream.IsRtx)
        {
            sequence = BinaryPrimitives.ReadUInt16BigEndian(prefix);
            prefix = prefix[RtxPayload.OriginalSequenceLength..];
        }

        bool isRewritten = !prefix.IsEmpty;
        return new SentOutput(
            IsUsed: true,
            sequence,
            rtp.RtpTimestamp,
            rtp.Marker,
            isRewritten ? BinaryPrimitives.ReadUInt16BigEndian(prefix[2..]) & 0x7FFF : descriptor.PictureId,
            isRewritten ? prefix[4] : descriptor.Tl0PictureIndex,
            LayeredFrame.Read(rtp.Packet.Payload));
    }

    private static bool IsNewer(ushort a, ushort b) => a != b && (ushort)(a - b) < 0x8000;

    private void HandleSwitch(int stream, in SentOutput output)
    {
        LayeredFrame frame = output.Frame;
        if (!frame.IsKey || frame.Index != 0)
        {
            Fail($"begins stream {stream} with {frame}");
        }

        if (!_hasSent)
        {
            return;
        }

        Switches++;
        Settle(Timestamp.Never);
        ref SentOutput last = ref _sent[_newest % Capacity];
        int gap = (ushort)(output.SequenceNumber - _newest - 1);
        if (gap != (last.Marker ? 0 : 1))
        {
            Fail($"leaves out {gap} numbers at a switch after {last.Frame} with marker {last.Marker}");
        }
    }

    /// <summary>The numbers left out before a packet are those of packets that did not arrive, as far as anybody could know.</summary>
    private void CheckNumber(ushort input, in SentOutput output)
    {
        if (!IsNewer(output.SequenceNumber, _newest))
        {
            return;
        }

        int gap = (ushort)(output.SequenceNumber - _newest - 1);
        int missing = delivered.CountMissing(_stream, _newestInput, input);
        if (gap < missing)
        {
            Fail($"leaves out {gap} numbers before {output.SequenceNumber} where {missing} packets are missing, {output.Frame}");
        }
        else if (gap > missing)
        {
            // What was kept for a key frame's first packet comes in the order of its arrival.
            _gaps.Enqueue(new SequenceGap(_now, (ushort)(_newest + 1), output.SequenceNumber, missing));
        }
    }

    private void CheckGap(in SequenceGap gap)
    {
        int open = 0;
        for (ushort sequence = gap.From; sequence != gap.To; sequence++)
        {
            SentOutput output = _sent[sequence % Capacity];
            open += output.IsUsed && output.SequenceNumber == sequence ? 0 : 1;
        }

        if (open > gap.Missing)
        {
            Fail($"left out {open} numbers before {gap.To} where {gap.Missing} packets were missing");
        }
    }

    private void Remember(in SentOutput output)
    {
        ref SentOutput slot = ref _sent[output.SequenceNumber % Capacity];
        if (slot.IsUsed && slot.SequenceNumber == output.SequenceNumber)
        {
            Fail($"uses {output.SequenceNumber} for {slot.Frame} and for {output.Frame}");
        }

        slot = output;
    }

    private void CheckRetransmission(in SentOutput output)
    {
        SentOutput first = _sent[output.SequenceNumber % Capacity];
        if (first.IsUsed && first.SequenceNumber == output.SequenceNumber && first != output)
        {
            Fail($"sends {output.SequenceNumber} again as {output.Frame}, which was {first.Frame}");
        }
    }

    /// <summary>Time goes on from packet to packet, and just the last one of a picture has the marker.</summary>
    private void CheckNeighbours(in SentOutput output)
    {
        SentOutput before = _sent[(ushort)(output.SequenceNumber - 1) % Capacity];
        if (before.IsUsed && before.SequenceNumber == (ushort)(output.SequenceNumber - 1))
        {
            CheckOrder(before, output);
        }

        SentOutput after = _sent[(ushort)(output.SequenceNumber + 1) % Capacity];
        if (after.IsUsed && after.SequenceNumber == (ushort)(output.SequenceNumber + 1))
        {
            CheckOrder(output, after);
        }
    }

    private void CheckOrder(in SentOutput a, in SentOutput b)
    {
        int elapsed = (int)(b.RtpTimestamp - a.RtpTimestamp);
        bool isSamePicture = a.Frame.Number == b.Frame.Number && (!isSimulcast || a.Frame.Layer == b.Frame.Layer);
        if (isSamePicture ? elapsed != 0 || a.Marker : elapsed <= 0 || !a.Marker)
        {
            Fail($"goes on by {elapsed} from {a.SequenceNumber} {a.Frame} marker {a.Marker} to {b.Frame}");
        }
    }

    private void AddToTrace(in SentOutput output)
    {
        ulong value = ((ulong)output.SequenceNumber << 48) ^ ((ulong)output.RtpTimestamp << 16) ^ (uint)output.PictureId ^ output.Frame.Number;
        Trace = (Trace ^ value ^ (ulong)_now.Microseconds) * 1099511628211;
    }

    private void Fail(string what)
    {
        if (Violations.Count < MaxViolations)
        {
            Violations.Add($"{name} at {_now.Milliseconds} ms {what}");
        }
    }
}
