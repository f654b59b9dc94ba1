using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>A request of the application, which waits for the answer.</summary>
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

    /// <summary>The object that the request is for; empty for the worker itself.</summary>
    public string HandlerId { get; }

    /// <summary>The body of the kind that the method requires; empty where it requires none. Errors inside show when it is read.</summary>
    public FlatTable Body { get; }

    /// <param name="table">The request.</param>
    /// <param name="bodyOf">The body that a method must have.</param>
    public static IncomingRequest Read(FlatTable table, Func<RequestMethod, RequestBody> bodyOf)
    {
        RequestBody expected = bodyOf((RequestMethod)table.UInt8(1));
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
