using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Targets;

/// <summary>RTCP of the sender and of the receivers, in the midst of a call whose packets can be asked for again.</summary>
internal sealed class RtcpTarget : MediaTarget
{
    private static readonly byte[][] Before = [.. Packets.Call(1, 4)];

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            uint[] sources = [1001, 2001, 3001, 5001, 6001];
            for (int i = 0; i < sources.Length; i++)
            {
                byte[][] rtcp = [.. Packets.Rtcp(sources[i], MediaScene.ConsumerSsrc(i))];
                byte[] compound = [.. rtcp.SelectMany(static packet => packet)];
                yield return OperationList.Write([.. ToPublisher(rtcp), .. FromViewer(rtcp)]);
                yield return OperationList.Write([.. FromViewer([compound]), .. ToPublisher([compound])]);
                yield return OperationList.Write([.. FromPipe(Packets.Rtcp(sources[i], MediaScene.ConsumerSsrc(200 + i)))]);
            }
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new uint[] { 1001, 1003, 2001, 3001, 4001, 5001, 6001 }.Select(Packets.Number),
        .. Enumerable.Range(0, 7).Select(static i => Packets.Number(MediaScene.ConsumerSsrc(i))),
        .. Enumerable.Range(0, 7).Select(static i => Packets.Number(MediaScene.ConsumerSsrc(200 + i))),
        .. Enumerable.Range(192, 16).Select(static type => new[] { (byte)type }),
        .. Enumerable.Range(0x80, 16).Select(static count => new[] { (byte)count }),
        "REMB"u8.ToArray(),
    ];

    protected override void Prepare()
    {
        foreach (byte[] packet in Before)
        {
            // Not counted: it is the same before each input.
            Scene.Handle(Scene.Publisher, packet.ToArray());
        }
    }
}
