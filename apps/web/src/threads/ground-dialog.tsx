export { GroundDialog, type GroundDialogProps } from '../frame/ground-dialog.js';
