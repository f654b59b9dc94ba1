using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Tests.WorkerProcess.Channel;
using Tureen.Tests.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.Channel;

namespace Tureen.Tests.Fuzz;

/// <summary>Streams that are cut anywhere and hold anything, through the channel into a whole worker.</summary>
public sealed class ChannelFuzzTests
{
    private const int Streams = 300;
    private const int MessagesPerStream = 8;
    private const int LongestMessage = 200;
    private const int LongestPiece = 64;

    [Fact]
    public void Whatever_comes_is_read_to_its_end_or_ends_the_channel()
    {
        var random = new SeededRandomSource(0xC4A7);
        using var scene = new DispatchScene();
        for (int i = 0; i < FuzzInputs.Count(Streams); i++)
        {
            byte[] stream = MakeStream(random, out int whole);
            int taken = 0;
            var input = new ChannelInput(new FakeDescriptor { Incoming = stream, Piece = random.Next(1, LongestPiece) });
            input.Run(message =>
            {
                scene.Handle(message.Bytes);
                message.Release();
                taken++;
            });

            Assert.Equal(whole, taken);
        }
    }

    private static byte[] MakeStream(RandomSource random, out int whole)
    {
        List<byte> stream = [];
        whole = 0;
        for (int i = random.Next(1, MessagesPerStream); i > 0; i--)
        {
            byte[] message = new byte[random.Next(0, LongestMessage)];
            random.Fill(message);
            uint length = (uint)message.Length;
            bool isLying = random.Next(0, 9) == 0;
            if (isLying)
            {
                length = random.Next(0, 1) == 0 ? length + 1 : uint.MaxValue - length;
            }

            byte[] prefix = new byte[ChannelLimits.PrefixLength];
            BinaryPrimitives.WriteUInt32LittleEndian(prefix, length);
            stream.AddRange(prefix);
            stream.AddRange(message);
            if (isLying)
            {
                break;
            }

            whole++;
        }

        return [.. stream];
    }
}
