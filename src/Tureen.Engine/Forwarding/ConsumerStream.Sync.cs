using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ConsumerStream
{
    /// <summary>Whether the next packet to send must be one that a source can begin with: a key frame, if the codec has them.</summary>
    public bool IsSyncRequired { get; private set; } = true;

    /// <summary>The packets that wait for a key frame.</summary>
    public ref WithheldMedia Withheld => ref _withheld;

    public void RequireSync()
    {
        IsSyncRequired = true;
        _withheld.Reset();
    }

    /// <summary>The receiver may have lost the parameter sets: the next IDR picture brings them again.</summary>
    public void RepeatParameterSets() => _needsParameterSets = CodecTraits.Of(_sender.Parameters.Codec).HasParameterSets;

    /// <summary>
    /// Requires a sync when a packet shows that the source itself began anew; true if so. A restart must not make our sequence
    /// jump: SRTP would take the jump for old packets.
    /// </summary>
    public bool RequireSyncIfRestarted(ushort sequenceNumber, ushort sourceRun)
    {
        if (IsSyncRequired
            || (sourceRun == _start.SourceRun && !SequenceTracker.IsRestart(_sequence.MaxInput, sequenceNumber)))
        {
            return false;
        }

        RequireSync();
        return true;
    }

    /// <summary>What <paramref name="source"/> brought until now was not kept, so a key frame that it may belong to is of no use.</summary>
    public void SkipWhatCame(Timestamp now, RtpStreamReceiver? source)
    {
        _held.Clear();
        _start.Skip(now, source);
    }

    /// <summary>Whether the first packet of a key frame comes so late that others of the same frame came before anybody kept them.</summary>
    public bool IsCutShort(SharedRtpPacket first) => _start.IsCutShort(first);

    /// <summary>
    /// The source begins anew with <paramref name="first"/>, which follows what was sent so far. Older packets are no longer sent
    /// until a packet more than <paramref name="nearDistance"/> ahead has passed.
    /// </summary>
    /// <param name="first">The first packet.</param>
    /// <param name="nearDistance">Packets, counted on the source's numbers.</param>
    /// <param name="gap">Numbers left out before it, so that the receiver knows that the frame before is not complete.</param>
    public void Sync(SharedRtpPacket first, int nearDistance, int gap = 0)
    {
        IsSyncRequired = false;
        _needsParameterSets = CodecTraits.Of(_sender.Parameters.Codec).HasParameterSets;
        _withheld.Reset();
        _start.Begin(first, nearDistance);
        _sequence.Sync((ushort)(first.SequenceNumber - 1 - gap));
    }

    /// <summary>Whether a packet is older than the first one since the source began anew: its number has been used already.</summary>
    public bool IsBeforeFirst(ushort sequenceNumber) => _start.IsBefore(sequenceNumber);

    /// <summary>Keeps a packet that overtook the first one of a key frame, unless it was kept before.</summary>
    public void Hold(SharedRtpPacket packet) => _held.Add(packet);

    /// <summary>
    /// Sends the parameter sets ahead of an IDR picture that comes without them, once since the source began. Packets older than the picture
    /// are no longer sent, because the numbers before it are used up.
    /// </summary>
    private void SendParameterSets(Timestamp now, SharedRtpPacket picture, uint timestamp, IDatagramSink sink)
    {
        _needsParameterSets = picture.Descriptor.MissingParameterSets != ParameterSetKinds.None;
        IReadOnlyList<SharedRtpPacket> sets = _needsParameterSets ? _consumer.Producer.GetParameterSets(now, picture) : [];
        if (sets.Count == 0 || !_sequence.TryInsert(picture.SequenceNumber, sets.Count, out ushort sequenceNumber))
        {
            return;
        }

        _needsParameterSets = false;
        _start.MoveTo(picture.SequenceNumber);
        for (int i = 0; i < sets.Count; i++)
        {
            TrySend(now, sets[i], sequenceNumber++, timestamp, marker: false, default, sink);
        }
    }

    /// <summary>Takes out all packets that were held, and hands out those that follow the key frame's first one.</summary>
    public HeldPacketEnumerator TakeHeld(SharedRtpPacket first) => _held.TakeAll(first);
}
