using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The answer to a request: a body that has been written, or only that the request was done.</summary>
internal readonly record struct Answer(ResponseBody Kind, FlatOffset Body)
{
    public static Answer Done => default;
}
