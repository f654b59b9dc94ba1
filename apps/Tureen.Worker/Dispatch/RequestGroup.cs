using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The rows of the requests to one kind of object.</summary>
/// <param name="rows">All rows, by the number of the method.</param>
/// <param name="find">Finds the object; throws if there is none of this kind.</param>
internal sealed class RequestGroup<T>(RequestRow?[] rows, RequestTarget<T> find)
{
    /// <summary>A request with an answer.</summary>
    public RequestGroup<T> Ask(RequestMethod method, RequestHandler<T> handle) => Ask(method, RequestBody.None, handle);

    /// <inheritdoc cref="Ask(RequestMethod, RequestHandler{T})"/>
    public RequestGroup<T> Ask(RequestMethod method, RequestBody body, RequestHandler<T> handle)
    {
        rows[(int)method] = new RequestRow(body, (objects, in context) => handle(find(objects, context), context));
        return this;
    }

    /// <summary>A request whose answer is only that it was done.</summary>
    public RequestGroup<T> Do(RequestMethod method, RequestAction<T> run) => Do(method, RequestBody.None, run);

    /// <inheritdoc cref="Do(RequestMethod, RequestAction{T})"/>
    public RequestGroup<T> Do(RequestMethod method, RequestBody body, RequestAction<T> run) =>
        Ask(method, body, (target, in context) =>
        {
            run(target, context);
            return Answer.Done;
        });
}
