using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Tests.Fuzz;

public sealed class SctpFuzzTests
{
    private const int Inputs = 20_000;
    private const int InputsPerAssociation = 200;
    private const ulong Seed = 20_261_121;

    [Fact]
    public void No_bytes_make_a_parser_throw_or_read_too_far()
    {
        SctpMutator mutator = Learned(Seed);
        int parsed = 0;
        for (int i = 0; i < FuzzInputs.Count(Inputs); i++)
        {
            byte[] bytes = mutator.NextChunk();
            parsed += ParseChunk(bytes) ? 1 : 0;
            ParseParameters(bytes.AsSpan(Math.Min(i % 3 == 0 ? 20 : 4, bytes.Length)));
        }

        Assert.True(parsed > 0);
    }

    [Fact]
    public void No_packets_harm_an_association_beyond_itself()
    {
        int inputs = FuzzInputs.Count(Inputs);
        SctpMutator mutator = Learned(Seed + 1);
        for (int i = 0; i < inputs; i += InputsPerAssociation)
        {
            Attack(mutator, (ulong)i);
        }
    }

    private static SctpMutator Learned(ulong seed)
    {
        var mutator = new SctpMutator(seed);
        foreach (SctpExtensions extensions in new[] { SctpExtensions.PartialReliability | SctpExtensions.Reconfiguration, (SctpExtensions)15 })
        {
            var options = new SctpAssociationOptions { Extensions = extensions, OutboundStreams = 200, InboundStreams = 300 };
            var scene = new SctpScene(seed, options) { Loss = 10 };
            scene.Filter = (_, packet) =>
            {
                mutator.Learn(packet);
                return true;
            };
            scene.A.Association.Connect(scene.Now, scene.A);
            scene.Run(TimeSpan.FromSeconds(20));
            Talk(scene);
            scene.A.Association.Shutdown(scene.Now, scene.A);
            scene.Run(TimeSpan.FromSeconds(20));
            scene.B.Association.Close(scene.B);
        }

        mutator.Learn(SctpPacketBytes.Packet(0, SctpPacketBytes.Chunk(6, 0, SctpPacketBytes.Parameter(12, [1, 2]))));
        mutator.Learn(SctpPacketBytes.Packet(0, SctpPacketBytes.Chunk(9, 0, SctpPacketBytes.Parameter(3, [1, 2, 3, 4]))));
        mutator.Learn(SctpPacketBytes.Packet(0, SctpPacketBytes.Chunk(130, 0, SctpPacketBytes.Parameter(14, [0, 0, 0, 1, 0, 1]))));
        mutator.Learn(SctpPacketBytes.Packet(0, SctpPacketBytes.Chunk(130, 0, SctpPacketBytes.Parameter(18, [0, 0, 0, 1, 0, 1, 0, 0]))));
        return mutator;
    }

    private static void Talk(SctpScene scene)
    {
        foreach (SctpPeer peer in new[] { scene.A, scene.B })
        {
            peer.SendMessage(scene.Now, 1, new byte[4000]);
            peer.SendMessage(scene.Now, 2, new byte[300], new SendParameters(IsUnordered: true, MaxRetransmissions: 0));
            peer.SendMessage(scene.Now, 3, new byte[3000], new SendParameters(Lifetime: TimeSpan.FromMilliseconds(30)));
            peer.Association.ResetStreams(scene.Now, [1, 2], peer);
            peer.Association.AddStreams(scene.Now, 10, peer);
        }

        scene.Run(TimeSpan.FromSeconds(40));
    }

    private static void Attack(SctpMutator mutator, ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var options = new SctpAssociationOptions { Extensions = (SctpExtensions)random.Next(0, 15), ReceiveWindow = 100_000 };
        var scene = new SctpScene(seed + 1, options);
        uint tagOfB = 0;
        scene.Filter = (isToB, packet) =>
        {
            tagOfB = isToB && SctpPacketBytes.TagOf(packet) != 0 ? SctpPacketBytes.TagOf(packet) : tagOfB;
            return true;
        };
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(TimeSpan.FromMilliseconds(random.Next(0, 150)));
        for (int i = 0; i < InputsPerAssociation; i++)
        {
            scene.Inject(scene.B, mutator.Next(tagOfB), out _);
            Act(scene, random);
            Assert.True(scene.B.Association.GetStats().HeldBytes <= options.ReceiveWindow + EngineLimits.MaxDatagramLength);
        }

        scene.A.Association.Close(scene.A);
        scene.B.Association.Close(scene.B);
        Assert.Equal(0, scene.Pool.Leased);
    }

    private static void Act(SctpScene scene, SeededRandomSource random)
    {
        switch (random.Next(0, 30))
        {
            case 0:
                scene.B.SendMessage(scene.Now, (ushort)random.Next(0, 5), new byte[random.Next(1, 5000)]);
                break;
            case 1:
                scene.B.Association.ResetStreams(scene.Now, [(ushort)random.Next(0, 5)], scene.B);
                break;
            case 2:
                scene.B.Association.AddStreams(scene.Now, 1, scene.B);
                break;
            case 3 when random.Next(0, 20) == 0:
                scene.B.Association.Shutdown(scene.Now, scene.B);
                break;
            case 4:
                scene.Run(TimeSpan.FromMilliseconds(random.Next(0, 700)));
                break;
        }
    }

    private static bool ParseChunk(ReadOnlySpan<byte> bytes)
    {
        bool isSack = SackChunk.TryParse(bytes, out SackChunk sack);
        for (int i = 0; i < sack.GapBlockCount; i++)
        {
            sack.GapBlock(i);
        }

        for (int i = 0; i < sack.DuplicateCount; i++)
        {
            sack.Duplicate(i);
        }

        bool isSkip = ForwardTsnChunk.TryParse(bytes, out ForwardTsnChunk skip);
        for (int i = 0; i < skip.SkippedCount; i++)
        {
            skip.Skipped(i);
        }

        bool isInterleavedSkip = IForwardTsnChunk.TryParse(bytes, out IForwardTsnChunk interleaved);
        for (int i = 0; i < interleaved.SkippedCount; i++)
        {
            interleaved.Skipped(i);
        }

        return isSack | isSkip | isInterleavedSkip
            | DataChunk.TryParse(bytes, out _) | IDataChunk.TryParse(bytes, out _)
            | InitChunk.TryParse(bytes, out _) | InitAckChunk.TryParse(bytes, out _)
            | AbortChunk.TryParse(bytes, out _) | ErrorChunk.TryParse(bytes, out _)
            | ShutdownChunk.TryParse(bytes, out _) | ShutdownAckChunk.TryParse(bytes) | ShutdownCompleteChunk.TryParse(bytes, out _)
            | CookieEchoChunk.TryParse(bytes, out _) | CookieAckChunk.TryParse(bytes)
            | HeartbeatChunk.TryParse(bytes, out _) | HeartbeatAckChunk.TryParse(bytes, out _) | ReConfigChunk.TryParse(bytes, out _);
    }

    private static void ParseParameters(ReadOnlySpan<byte> bytes)
    {
        Span<byte> unknown = stackalloc byte[64];
        if (HandshakeParameters.TryRead(bytes, unknown, out HandshakeParameters parameters))
        {
            Assert.InRange(parameters.UnknownLength, 0, unknown.Length);
        }

        foreach (SctpParameter parameter in new ParameterEnumerator(bytes))
        {
            _ = OutgoingSsnResetParameter.TryParse(parameter.Bytes, out OutgoingSsnResetParameter outgoing);
            for (int i = 0; i < outgoing.StreamIds.Count; i++)
            {
                _ = outgoing.StreamIds[i];
            }

            _ = IncomingSsnResetParameter.TryParse(parameter.Bytes, out IncomingSsnResetParameter incoming);
            for (int i = 0; i < incoming.StreamIds.Count; i++)
            {
                _ = incoming.StreamIds[i];
            }

            _ = SsnTsnResetParameter.TryParse(parameter.Bytes, out _);
            _ = ReconfigurationResponseParameter.TryParse(parameter.Bytes, out _);
            _ = AddOutgoingStreamsParameter.TryParse(parameter.Bytes, out _);
            _ = AddIncomingStreamsParameter.TryParse(parameter.Bytes, out _);
            _ = StateCookieParameter.TryParse(parameter.Bytes, out _);
            _ = HeartbeatInfoParameter.TryParse(parameter.Bytes, out _);
            _ = UnrecognizedParameter.TryParse(parameter.Bytes, out _);
            _ = SupportedExtensionsParameter.TryParse(parameter.Bytes, out _);
            ForwardTsnSupportedParameter.TryParse(parameter.Bytes);
            _ = ZeroChecksumAcceptableParameter.TryParse(parameter.Bytes, out _);
            _ = CookiePreservativeParameter.TryParse(parameter.Bytes, out _);
            ErrorCause.FirstOf(parameter.Bytes);
            _ = InvalidStreamIdentifierCause.TryParse(parameter.Bytes, out _);
            _ = MissingMandatoryParameterCause.TryParse(parameter.Bytes, out _);
            _ = StaleCookieCause.TryParse(parameter.Bytes, out _);
            _ = NoUserDataCause.TryParse(parameter.Bytes, out _);
        }
    }
}
