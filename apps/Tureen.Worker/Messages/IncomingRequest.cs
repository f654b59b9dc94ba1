using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>Something that the application asks for and waits for.</summary>
internal readonly ref struct IncomingRequest
{
    private IncomingRequest(FlatTable table, FlatTable body)
    {
        Id = table.UInt32(0);
        Method = (RequestMethod)table.UInt8(1);
        HandlerId = table.RequiredString(2);
        Body = body;
    }

    public uint Id { get; }

    public RequestMethod Method { get; }

    /// <summary>The object that is asked; empty for the worker itself.</summary>
    public string HandlerId { get; }

    /// <summary>Of the kind that the method demands; empty where it demands none. What is wrong inside shows as it is read.</summary>
    public FlatTable Body { get; }

    public static IncomingRequest Read(FlatTable table)
    {
        RequestBody expected = RequestBodies.Of((RequestMethod)table.UInt8(1));
        FlatTable body = default;
        if (expected != RequestBody.None)
        {
            body = table.RequiredTable(4);
            if (table.UInt8(3) != (byte)expected)
            {
                table.Report("the body is not that of the method");
            }
        }

        return new IncomingRequest(table, body);
    }
}
