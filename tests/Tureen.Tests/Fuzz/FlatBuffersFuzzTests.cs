using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.Fuzz;

public sealed class FlatBuffersFuzzTests
{
    private const int Inputs = 10_000;
    private const int Fields = 8;

    private readonly FlatReading _reading = new();

    [Fact]
    public void Any_bytes_are_a_message_or_refused_with_a_reason()
    {
        var mutator = new WireMutator(0x5EED, [.. Models()]);
        int count = FuzzInputs.Count(Inputs);
        int read = 0;
        for (int i = 0; i < count; i++)
        {
            read += Read(mutator.Next()) ? 1 : 0;
        }

        Assert.InRange(read, count / 50, count);
    }

    private static IEnumerable<byte[]> Models()
    {
        var writer = new FlatWriter();
        foreach (RequestMethod method in Enum.GetValues<RequestMethod>())
        {
            writer.Clear();
            writer.Begin();
            writer.String(0, "id");
            writer.Strings(1, ["a", "b"]);
            writer.UInt16s(2, [1, 2, 3]);
            writer.Begin();
            writer.Bytes(0, [1, 2, 3]);
            writer.UInt64(1, 5);
            FlatOffset inner = writer.End();
            writer.Table(3, inner);
            writer.Tables(4, (int[])[1, 2], (_, _) => inner);
            FlatOffset body = writer.End();
            writer.Begin();
            writer.UInt32(0, 1);
            writer.UInt8(1, (byte)method);
            writer.String(2, "handler");
            writer.Union(3, (byte)RequestTable.BodyOf(method), body);
            FlatOffset request = writer.End();
            writer.Begin();
            writer.Union(0, (byte)MessageBody.Request, request);
            yield return writer.Finish(writer.End())[4..].ToArray();
        }
    }

    private bool Read(ReadOnlySpan<byte> input)
    {
        if (IncomingMessage.TryParse(input, _reading, out IncomingMessage message))
        {
            FlatTable body = message.Kind == MessageBody.Request
                ? IncomingRequest.Read(message.Table, RequestTable.BodyOf).Body
                : IncomingNotification.Read(message.Table).Body;
            Walk(body, 2);
        }

        return !_reading.IsFaulty;
    }

    /// <summary>Takes each field for each thing that it could be, with or without sense.</summary>
    private void Walk(FlatTable table, int depth)
    {
        for (int field = 0; field < Fields; field++)
        {
            table.OptionalUInt64(field);
            table.String(field);
            table.Strings(field);
            table.UInt16s(field);
            table.Bytes(field);
            if (depth > 0)
            {
                Walk(table.Table(field), depth - 1);
                table.Tables(field, inner => inner.String(0));
            }
        }
    }
}
