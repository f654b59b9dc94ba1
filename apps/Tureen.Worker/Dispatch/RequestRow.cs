using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What one request needs, and what runs it.</summary>
/// <param name="Body">The body that it must have.</param>
/// <param name="Run">Finds its object and runs it there.</param>
internal sealed record RequestRow(RequestBody Body, RequestHandler<WorkerObjects> Run);
