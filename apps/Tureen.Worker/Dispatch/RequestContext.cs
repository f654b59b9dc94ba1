using Tureen.Engine.Primitives;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>One request and all that is needed to run it.</summary>
internal readonly ref struct RequestContext(
    Timestamp now, IncomingRequest request, FlatReading reading, FlatWriter writer, IDatagramSink sink)
{
    private readonly IncomingRequest _request = request;

    public Timestamp Now { get; } = now;

    public IDatagramSink Sink { get; } = sink;

    /// <summary>For the body of the answer; cleared.</summary>
    public FlatWriter Writer { get; } = writer;

    public RequestMethod Method => _request.Method;

    /// <summary>The object that the request is for.</summary>
    public string HandlerId => _request.HandlerId;

    public FlatTable Body => _request.Body;

    /// <summary>Call it when the body has been read and before anything is done.</summary>
    /// <exception cref="MediasoupTypeException">The body is malformed.</exception>
    public void ThrowIfMalformed()
    {
        if (reading.IsFaulty)
        {
            throw new MediasoupTypeException($"malformed request: {reading.Fault} [method:{RequestNames.Of(Method)}]");
        }
    }

    /// <summary>Reads the body as a whole.</summary>
    /// <exception cref="MediasoupTypeException">The body is malformed.</exception>
    public T Read<T>(Func<FlatTable, T> read)
    {
        T value = read(Body);
        ThrowIfMalformed();
        return value;
    }

    /// <summary>Reads the one id that some bodies consist of.</summary>
    /// <exception cref="MediasoupTypeException">The body is malformed.</exception>
    public string ReadId() => Read(static body => body.RequiredString(0));

    /// <summary>The object does not know the method.</summary>
    public MediasoupException Unknown() => new($"unknown method '{RequestNames.Of(Method)}'");
}
