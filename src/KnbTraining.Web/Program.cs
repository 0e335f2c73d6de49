using KnbTraining.Web.Commands;

return await KnbCommandLine.InvokeAsync(args);

public partial class Program;
